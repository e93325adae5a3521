module leaf(input a, output y);
  assign y = ~a;
endmodule
module top;
  genvar i;
  generate
    for (i = 0; i < 100000000; i = i + 1) begin : g
      wire y;
      leaf u(.a(1'b0), .y(y));
    end
  endgenerate
endmodule
