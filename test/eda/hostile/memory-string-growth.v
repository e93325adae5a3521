module top;
  string s;
  initial begin
    s = "0123456789abcdef";
    forever s = {s, s};
  end
endmodule
