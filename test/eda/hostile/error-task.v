// $error leaves the exit code of vvp at 0.
module top;
  initial begin
    $error("q is %0d, expected %0d", 1, 0);
    $finish;
  end
endmodule
