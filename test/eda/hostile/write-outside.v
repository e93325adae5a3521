module top;
  integer file;
  task try(input [8*200:1] path);
    begin
      file = $fopen(path, "w");
      if (file == 0) $display("no %0s", path);
      else begin
        $fdisplay(file, "overwritten");
        $fclose(file);
        $display("WROTE %0s", path);
      end
    end
  endtask
  initial begin
    try("@SECRET@");
    try("@FOLDER@/planted");
    try("../planted");
    try("/planted");
    try("/job/planted");
    try("/ctl/lane.sh");
    try("/usr/planted");
    $dumpfile("@FOLDER@/planted.vcd");
    $dumpvars;
    #10 $finish;
  end
endmodule
