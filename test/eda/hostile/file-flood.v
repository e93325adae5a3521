module top;
  integer file;
  initial begin
    file = $fopen("flood.txt", "w");
    forever $fdisplay(file, "flood flood flood flood flood flood flood flood flood flood flood flood");
  end
endmodule
