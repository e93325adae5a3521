module top;
  task automatic spread(input integer depth);
    fork
      spread(depth + 1);
      spread(depth + 1);
    join
  endtask
  initial spread(0);
endmodule
