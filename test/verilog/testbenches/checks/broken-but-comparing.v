module tb;
  reg a; wire y;
  not_gate dut(.a(a), .y(y));
  randsequence?? broken here
  initial begin
    a = 0; #1;
    if (y !== 1'b1) begin $display("ERROR y"); end
  end
endmodule
