// Each file stays under the limit of one file.
module top;
  integer file, i, n;
  reg [8*20:1] name;
  initial begin
    for (n = 0; n < 200; n = n + 1) begin
      $sformat(name, "flood%0d.txt", n);
      file = $fopen(name, "w");
      for (i = 0; i < 1000; i = i + 1) $fdisplay(file, "%0800d", i);
      $fclose(file);
    end
    $display("WROTE ALL");
  end
endmodule
