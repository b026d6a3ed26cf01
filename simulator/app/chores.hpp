#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <map>
#include <string>

#include "app/host.hpp"

/// What a server has to do every now and then, by wall time: let worlds go that nobody uses, and
/// look whether the scenario has changed, bring to the disk what is kept.
namespace dashsim::app {

class Chores {
 public:
  /// Does them until the io_context stops. Without `watches` the scenario is not looked at.
  Chores(boost::asio::io_context& io, Host& host, bool watches);

 private:
  /// Files, and when they were written.
  using Written = std::map<std::string, std::filesystem::file_time_type>;

  static Written look_at(const scenario::Scenario& scenario);
  void wait();
  void look_for_changes();

  boost::asio::steady_timer timer_;
  Host& host_;
  bool watches_;
  std::shared_ptr<const scenario::Scenario> watched_;
  Written written_;  // files of that one
};

}  // namespace dashsim::app
