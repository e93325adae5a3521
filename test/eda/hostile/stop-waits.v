module top;
  initial begin
    $display("before");
    $stop;
  end
endmodule
