module tb;
  reg [7:0] stimulus [0:15]; reg [7:0] expected [0:15];
  reg [7:0] a; wire [7:0] y; integer i, fails;
  squarer dut(.a(a), .y(y));
  initial begin
    $readmemh("stimulus.hex", stimulus);
    $readmemh("expected.hex", expected);
    fails = 0;
    for (i = 0; i < 16; i = i + 1) begin
      a = stimulus[i]; #10;
      if (y !== expected[i]) fails = fails + 1;
    end
    if (fails != 0) $fatal(1, "failed");
    $finish;
  end
endmodule
