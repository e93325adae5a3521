// Batched with other testbenches in one vvp this would end them all.
module top;
  initial begin
    $display("first");
    $finish;
  end
endmodule
