module tb;
  integer fd, n; reg [3:0] a, want; wire [3:0] y;
  inverter dut(.a(a), .y(y));
  initial begin
    fd = $fopen("vectors.txt", "r");
    while (!$feof(fd)) begin
      n = $fscanf(fd, "%h %h\n", a, want); #1;
      if (y !== want) $error("mismatch");
    end
    $fclose(fd); $finish;
  end
endmodule
