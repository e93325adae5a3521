module tb;
  reg [3:0] a; wire [3:0] y, y_ref;
  inverter dut(.a(a), .y(y));
  golden ref_model(.a(a), .y(y_ref));
  initial begin
    a = 4'h3; #1 $display("dut=%h ref=%h", y, y_ref);
    $display("PASSED");
  end
endmodule
module golden(input [3:0] a, output [3:0] y);
  assign y = ~a;
endmodule
