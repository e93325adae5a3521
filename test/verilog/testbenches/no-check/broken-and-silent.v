module tb;
  reg a; wire y;
  not_gate dut(.a(a), .y(y));
  randsequence?? broken here
  initial begin
    a = 0; #1;
    if (a == 1'b1) $display("ERROR never");
    $display("y=%b", y);
  end
endmodule
