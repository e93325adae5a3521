module top;
  integer file;
  task look(input [8*20:1] name);
    begin
      file = $fopen(name, "r");
      $display("%0s %0s", file == 0 ? "no" : "FOUND", name);
    end
  endtask
  initial begin
    look("left.txt");
    look(".left");
    look(".[!.]*");
    look("/job/leaves.v");
    look("/scratch/left.txt");
  end
endmodule
