// What a later job must not find.
module top;
  integer file;
  initial begin
    file = $fopen("left.txt", "w"); $fdisplay(file, "left"); $fclose(file);
    file = $fopen(".left", "w"); $fdisplay(file, "left"); $fclose(file);
    file = $fopen(".[!.]*", "w"); $fdisplay(file, "left"); $fclose(file);
    $display("left %0d", file != 0);
  end
endmodule
