module top;
  integer file;
  initial begin
    file = $fopen("|touch @FOLDER@/planted", "w");
    file = $fopen("$(touch @FOLDER@/planted)", "w");
    file = $fopen("`touch @FOLDER@/planted`", "w");
    $system("touch @FOLDER@/planted");
    $finish;
  end
endmodule
