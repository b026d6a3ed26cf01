// A sixth of the time of sanitized tests would go into the stacks of allocations. What is needed
// of them in a report comes by ASAN_OPTIONS=malloc_context_size=30.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "malloc_context_size=5";
}
