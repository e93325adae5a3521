// SPDX-License-Identifier: Apache-2.0
package bridge_pkg;
  localparam int DEPTH_LOG2 = 3;
  typedef logic [7:0] byte_t;
endpackage
