module tb;
  reg [3:0] a; wire [3:0] y;
  inc dut(.a(a), .y(y));
  initial begin
    a = 4'd3;
    assert (a == 4'd3) else $error("stimulus");
    #1 $display("%d", y);
  end
endmodule
