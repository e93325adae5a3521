module tb;
  reg [1:0] s; wire [3:0] y;
  decoder2to4 dut(.s(s), .y(y));
  function automatic reg same(input [3:0] a, input [3:0] b);
    same = (a === b);
  endfunction
  integer k, bad = 0;
  initial begin
    for (k = 0; k < 4; k = k + 1) begin
      s = k; #1;
      if (!same(y, 4'b1 << k)) bad = bad + 1;
    end
    $display("%0d errors", bad);
  end
endmodule
