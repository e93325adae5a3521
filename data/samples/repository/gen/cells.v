`timescale 1ns / 1ps
`celldefine
module AND2X1 (A, B, Y);
  input A, B;
  output Y;
  assign Y = A & B;
  specify
    (A => Y) = (0.1, 0.1);
    (B => Y) = (0.1, 0.1);
  endspecify
endmodule
`endcelldefine
`celldefine
module OR2X1 (A, B, Y);
  input A, B;
  output Y;
  assign Y = A | B;
  specify
    (A => Y) = (0.1, 0.1);
    (B => Y) = (0.1, 0.1);
  endspecify
endmodule
`endcelldefine
`celldefine
module XOR2X1 (A, B, Y);
  input A, B;
  output Y;
  assign Y = A ^ B;
  specify
    (A => Y) = (0.1, 0.1);
    (B => Y) = (0.1, 0.1);
  endspecify
endmodule
`endcelldefine
`celldefine
module BUFX2 (A, Y);
  input A;
  output Y;
  buf (Y, A);
  specify
    (A => Y) = (0.1, 0.1);
  endspecify
endmodule
`endcelldefine
