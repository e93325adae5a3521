interface bus_if(input logic clk); logic [3:0] d; logic [3:0] q; endinterface
class monitor;
  virtual bus_if vif;
  int errors;
  task run();
    forever begin
      @(posedge vif.clk);
      if (vif.q !== vif.d) errors++;
    end
  endtask
  function void report();
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED");
  endfunction
endclass
module tb;
  logic clk = 0; always #5 clk = ~clk;
  bus_if bif(clk);
  buffer dut(.clk(clk), .d(bif.d), .q(bif.q));
  initial begin
    monitor mon = new();
    mon.vif = bif;
    fork mon.run(); join_none
    bif.d = 4'h3; #100;
    mon.report();
    $finish;
  end
endmodule
