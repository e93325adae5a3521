module tb();
  typedef struct packed { int errors; int clocks; } stats;
  stats stats1;
  reg clk = 0; initial forever #5 clk = ~clk;
  logic [3:0] in; logic q_ref, q_dut;
  stim stim1(.clk, .in);
  golden good1(.in, .q(q_ref));
  top_module dut1(.in, .q(q_dut));
  wire tb_match = ({q_ref} === ({q_ref} ^ {q_dut} ^ {q_ref}));
  always @(posedge clk, negedge clk) begin
    stats1.clocks++;
    if (!tb_match) stats1.errors++;
  end
  final $display("Mismatches: %1d in %1d samples", stats1.errors, stats1.clocks);
endmodule
module stim(input clk, output logic [3:0] in);
  initial begin repeat (20) @(posedge clk) in <= $random; $finish; end
endmodule
module golden(input [3:0] in, output q);
  assign q = ^in;
endmodule
