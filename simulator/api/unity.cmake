# Which files of this layer are compiled, and looked at by clang-tidy, together (DASHSIM_UNITY). Families name their codes alike,
# so each list holds files that have no name of their own in common: those of one folder, or whatever fits. A file that is in
# none is compiled alone; one that no longer fits does not compile, and moves to another list.
set(api_unity_groups)
function(api_unity name)
  list(TRANSFORM ARGN PREPEND simulator/api/)
  set_source_files_properties(${ARGN} PROPERTIES UNITY_GROUP ${name})
  set(api_unity_groups ${api_unity_groups} ${name} PARENT_SCOPE)
endfunction()

foreach(folder bulkPortins callbacks e911s lsrorders portins tns)
  file(GLOB files RELATIVE ${CMAKE_SOURCE_DIR}/simulator/api ${CMAKE_SOURCE_DIR}/simulator/api/${folder}/*.cpp)
  api_unity(${folder} ${files})
endforeach()
api_unity(1 addresses.cpp applications.cpp kit/port_request.cpp sites/sippeers/sippeers_hosts.cpp)
api_unity(2 dldas.cpp reports.cpp)
api_unity(3 disconnects.cpp kit/emergency_lists.cpp sites/sippeers/products/products_mms.cpp
          sites/sippeers/sippeers.cpp)
api_unity(4 kit/order_family.cpp kit/postal_addresses.cpp pipeline.cpp portouts.cpp removeImportedTnOrders.cpp
          sites/sippeers/products/products_sms.cpp sites/sites.cpp)
api_unity(5 geocodeRequest.cpp kit/port_changes.cpp sipcredentials.cpp)
api_unity(6 coveredRateCenters.cpp kit/order_files.cpp subscriptions.cpp tnoptions.cpp)
api_unity(7 aeuis.cpp emergencyNotificationGroupOrders.cpp kit/number_search.cpp orders/orders_checks.cpp)
api_unity(8 emergencyNotificationRecipients.cpp importToAccount.cpp kit/call.cpp lnpchecker.cpp
          sites/sippeers/products/products_sms_hosts.cpp)
api_unity(9 emergencyNotificationGroups.cpp faults.cpp kit/imports.cpp orders/orders.cpp
          sites/sippeers/products/products_messaging.cpp)
api_unity(10 csrs.cpp emergencyNotificationEndpointOrders.cpp importTnChecker.cpp kit/catalogue.cpp
          sites/sippeers/products/products_voice.cpp)
api_unity(11 authentication.cpp kit/fields.cpp kit/named.cpp kit/order_breakdowns.cpp kit/tn_groups.cpp lidbs.cpp
          rateCenters.cpp)
api_unity(12 availableNumbers.cpp hosts.cpp importTnOrders.cpp kit/coverage.cpp kit/order_notes.cpp kit/reply.cpp
          kit/routes.cpp tnreservation.cpp)
api_unity(13 billingreports.cpp inserviceNumbers.cpp kit/multipart.cpp lineOptionOrders.cpp moveTns.cpp questions.cpp
          users.cpp)
api_unity(14 account.cpp cities.cpp discnumbers.cpp explain.cpp externalTns.cpp families.cpp kit/host_lists.cpp
          kit/listing.cpp)
api_unity(15 availableNpaNxx.cpp bdrs.cpp kit/billing_archives.cpp kit/port_entries.cpp kit/tn_features.cpp
          numbersAssignment.cpp products.cpp sites/sippeers/products/sippeers_products.cpp)
