module tb;
  reg [1:0] a; wire [1:0] y; reg failed;
  inc dut(.a(a), .y(y));
  initial begin
    failed = 0;
    a = 0; #1 if (y == 2'd1) ; else failed = 1;
    a = 3; #1 case (y) 2'd0: ; default: failed = 1; endcase
    if (failed) $display("TEST FAILED"); else $display("TEST PASSED");
  end
endmodule
