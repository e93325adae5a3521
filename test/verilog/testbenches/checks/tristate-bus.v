module tb;
  reg drive; reg [7:0] out; wire [7:0] bus; reg oe;
  assign bus = drive ? out : 8'bz;
  ram dut(.bus(bus), .oe(oe));
  initial begin
    drive = 1; out = 8'h5a; oe = 0; #5;
    drive = 0; oe = 1; #5;
    if (bus !== 8'h5a) $display("FAIL");
    else $display("PASS");
  end
endmodule
