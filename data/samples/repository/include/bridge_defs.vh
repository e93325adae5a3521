// SPDX-License-Identifier: Apache-2.0
`ifndef BRIDGE_DEFS_VH
`define BRIDGE_DEFS_VH

`define BRIDGE_BYTE 8
`define BRIDGE_ROTATE(word) {word[6:0], word[7]}

`endif
