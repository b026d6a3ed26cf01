#include <gtest/gtest.h>

// Plays every test twice: SimTest compares the journals of both plays byte for byte.
int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (GTEST_FLAG_GET(repeat) == 1) GTEST_FLAG_SET(repeat, 2);
  return RUN_ALL_TESTS();
}
