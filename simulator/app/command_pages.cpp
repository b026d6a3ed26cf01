#include "app/command_pages.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <vector>

namespace dashsim::app {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& program) {
  return program.get_subcommands([](const CLI::App* /*command*/) { return true; });
}

std::vector<const CLI::Option*> flags_of(const CLI::App& command) {
  return command.get_options([](const CLI::Option* option) { return option->nonpositional(); });
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() != 0;
}

/// Whether what follows is the name of a file or a folder.
bool takes_file(const CLI::Option& option) {
  if (!option.nonpositional()) return true;
  static constexpr std::string_view kFiles[] = {"scenario", "ready-file", "scenarios",
                                                "tls-cert", "tls-key",    "tls-write-cert",
                                                "har-dir",  "callback-ca"};
  return std::ranges::find(kFiles, option.get_lnames().front()) != std::end(kFiles) ||
         option.get_description().find("folder") != std::string::npos;
}

/// The words that it takes; empty if any will do. CLI11 tells them as TEXT:{one,two}.
std::vector<std::string> words_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find('{');
  const std::size_t close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// Text in which nothing is a command of roff.
std::string roff(const std::string& text) {
  std::string escaped = replaced(replaced(text, "\\", "\\e"), "-", "\\-");
  escaped = replaced(replaced(escaped, "'", "\\(aq"), "\n.", "\n\\&.");
  return escaped.starts_with('.') ? "\\&" + escaped : escaped;
}

std::string man_options(const CLI::App& command) {
  std::string text;
  for (const CLI::Option* option : flags_of(command)) {
    if (option->get_lnames().empty() || option->get_lnames().front() == "help") continue;
    const std::vector<std::string> words = words_of(*option);
    const std::string value = !takes_value(*option) ? ""
                              : words.empty()
                                  ? " \\fI" + roff(option->get_type_name()) + "\\fR"
                                  : " " + roff(fmt::format("{}", fmt::join(words, "|")));
    text += fmt::format(".TP\n\\fB{}\\fR{}\n{}", roff("--" + option->get_lnames().front()), value,
                        roff(option->get_description()));
    if (!option->get_default_str().empty())
      text += fmt::format("; {} if left out", roff(option->get_default_str()));
    text += '\n';
  }
  return text;
}

std::string man_synopsis(const CLI::App& command) {
  std::string line = fmt::format(".B dashsim {}\n", command.get_name());
  bool has_flags = false;
  for (const CLI::Option* option : flags_of(command))
    has_flags |= option->get_lnames().front() != "help";
  if (has_flags) line += "[\\fIoption\\fR...]\n";
  for (const CLI::Option* option :
       command.get_options([](const CLI::Option* each) { return each->get_positional(); }))
    line += fmt::format("\\fI{}\\fR{}\n", option->get_name(),
                        option->get_expected_max() > 1 ? "..." : "");
  if (command.get_name() == "explore") line += "\\-\\- \\fIcommand\\fR...\n";
  return line + ".br\n";
}

std::string bash(const CLI::App& program) {
  std::string names;
  std::string cases;
  std::string values;
  for (const CLI::App* command : commands_of(program)) {
    names += command->get_name() + ' ';
    std::string flags;
    for (const CLI::Option* option : flags_of(*command)) {
      const std::string flag = "--" + option->get_lnames().front();
      flags += flag + ' ';
      const std::vector<std::string> words = words_of(*option);
      if (!words.empty())
        values += fmt::format("    {}:{}) words='{}' ;;\n", command->get_name(), flag,
                              fmt::join(words, " "));
      else if (takes_value(*option))
        values += fmt::format("    {}:{}) words='' files={} ;;\n", command->get_name(), flag,
                              takes_file(*option) ? "yes" : "no");
    }
    std::string positional;
    for (const CLI::Option* option :
         command->get_options([](const CLI::Option* each) { return each->get_positional(); }))
      positional = fmt::format("{}", fmt::join(words_of(*option), " "));
    cases += fmt::format("    {}) words='{}{}' ;;\n", command->get_name(), flags, positional);
  }
  return fmt::format(R"(# Completion of dashsim for bash. Made by `dashsim completion bash`.
_dashsim() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}
  local words= files=yes
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ] && [[ $word != -* ]]; then
    COMPREPLY=($(compgen -W '{0}--help --version' -- "$word"))
    return
  fi
  case $command in -*) command=serve ;; esac  # the subcommand may be left out
  case $command in
{1}  esac
  case $command:$previous in
{2}  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ ${{#COMPREPLY[@]}} -eq 0 ] && [ $files = yes ]; then
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}}
complete -o filenames -F _dashsim dashsim
)",
                     names, cases, values);
}

std::string zsh(const CLI::App& program) {
  // In a description of _arguments, brackets and colons are marks.
  const auto described = [](const std::string& text) {
    return replaced(replaced(replaced(replaced(text, "[", "("), "]", ")"), ":", "\\:"), "'",
                    "'\\''");
  };
  std::string names;
  std::string cases;
  for (const CLI::App* command : commands_of(program)) {
    names +=
        fmt::format("    '{}:{}'\n", command->get_name(), described(command->get_description()));
    cases += fmt::format("    {}) _arguments \\\n", command->get_name());
    for (const CLI::Option* option : flags_of(*command)) {
      const std::vector<std::string> words = words_of(*option);
      const std::string value = !takes_value(*option) ? ""
                                : !words.empty() ? fmt::format(":value:({})", fmt::join(words, " "))
                                : takes_file(*option) ? ":file:_files"
                                                      : ":value:";
      cases += fmt::format("      '--{}[{}]{}' \\\n", option->get_lnames().front(),
                           described(option->get_description()), value);
    }
    std::string rest = "_files";
    for (const CLI::Option* option :
         command->get_options([](const CLI::Option* each) { return each->get_positional(); }))
      if (const auto words = words_of(*option); !words.empty())
        rest = fmt::format("({})", fmt::join(words, " "));
    cases += fmt::format("      '*:argument:{}' ;;\n", rest);
  }
  return fmt::format(R"(#compdef dashsim
# Completion of dashsim for zsh. Made by `dashsim completion zsh`.
_dashsim() {{
  local -a commands=(
{0}  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    return
  fi
  local command=$words[2]
  if [[ $command == -* ]]; then  # the subcommand may be left out
    command=serve
  else
    shift words
    (( CURRENT-- ))
  fi
  case $command in
{1}  esac
}}
# Read as a function of compinit's, or as a file.
if [ "$funcstack[1]" = _dashsim ]; then _dashsim "$@"; else compdef _dashsim dashsim; fi
)",
                     names, cases);
}

std::string fish(const CLI::App& program) {
  std::string names;
  std::string lines;
  for (const CLI::App* command : commands_of(program)) {
    names += (names.empty() ? "" : " ") + command->get_name();
    lines += fmt::format("complete -c dashsim -n __fish_use_subcommand -f -a {} -d '{}'\n",
                         command->get_name(), replaced(command->get_description(), "'", "\\'"));
  }
  for (const CLI::App* command : commands_of(program)) {
    const std::string when =
        fmt::format("-n '__fish_seen_subcommand_from {}'", command->get_name());
    for (const CLI::Option* option : flags_of(*command)) {
      const std::vector<std::string> words = words_of(*option);
      const std::string value = !takes_value(*option) ? ""
                                : !words.empty() ? fmt::format(" -x -a '{}'", fmt::join(words, " "))
                                : takes_file(*option) ? " -r -F"
                                                      : " -x";
      lines += fmt::format("complete -c dashsim {} -l {}{} -d '{}'\n", when,
                           option->get_lnames().front(), value,
                           replaced(option->get_description(), "'", "\\'"));
    }
    for (const CLI::Option* option :
         command->get_options([](const CLI::Option* each) { return each->get_positional(); }))
      if (const auto words = words_of(*option); !words.empty())
        lines += fmt::format("complete -c dashsim {} -f -a '{}'\n", when, fmt::join(words, " "));
  }
  return "# Completion of dashsim for fish. Made by `dashsim completion fish`.\n" + lines;
}

}  // namespace

std::string man_page(const CLI::App& program) {
  std::string page = fmt::format(
      ".\\\" Made by `dashsim man`.\n"
      ".TH DASHSIM 1 \"\" \"{}\" \"User commands\"\n"
      ".SH NAME\ndashsim \\- simulator of the Bandwidth Dashboard REST API\n.SH SYNOPSIS\n",
      program.version());
  for (const CLI::App* command : commands_of(program)) page += man_synopsis(*command);
  const std::string about = program.get_description();
  const std::size_t example = about.find("\n\n");
  page += fmt::format(".SH DESCRIPTION\n{}\n.PP\n.EX\n{}.EE\n", roff(about.substr(0, example)),
                      roff(about.substr(example + 2)));
  page += ".SH COMMANDS\n";
  for (const CLI::App* command : commands_of(program)) {
    page +=
        fmt::format(".SS dashsim {}\n{}.\n", command->get_name(), roff(command->get_description()));
    page += man_options(*command);
    if (!command->get_footer().empty())
      page += fmt::format(".PP\n{}\n", roff(command->get_footer().substr(1)));
  }
  page +=
      fmt::format(".SH ENVIRONMENT AND EXIT STATUS\n{}\n", roff(program.get_footer().substr(1)));
  return page;
}

std::string completion(const CLI::App& program, const std::string& shell) {
  return shell == "bash" ? bash(program) : shell == "zsh" ? zsh(program) : fish(program);
}

}  // namespace dashsim::app
