/** Drives `COUNTER` through resets, holds and a wrap, compares with a model of its own, and tells what it saw. */
export const COUNTER_TESTBENCH = `module tb;
  reg clk = 0, rst_n = 0, en = 0;
  wire [3:0] count;
  reg [3:0] model = 3;
  integer i, errors = 0;
  counter dut(.clk(clk), .rst_n(rst_n), .en(en), .count(count));
  always #5 clk = ~clk;
  task check;
    if (count !== model) begin
      errors = errors + 1;
      if (errors < 20) $display("MISMATCH at %0d: got %0d, expected %0d", i, count, model);
    end
  endtask
  initial begin
    for (i = 0; i < 60; i = i + 1) begin
      @(negedge clk) check;
      rst_n = !(i < 3 || i == 30 || i == 31);
      en = (i % 3) != 0;
      if (!rst_n) model = 3;
      #1 check;
      if (rst_n && en) model = model + 1;
    end
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED: %0d errors", errors);
    $finish;
  end
endmodule
`;
