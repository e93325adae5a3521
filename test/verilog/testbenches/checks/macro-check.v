`define CHECK(sig, val) \
  if (sig !== val) begin \
    $display("FAIL %s", `"sig`"); errors = errors + 1; \
  end
module tb;
  reg a; wire y; integer errors = 0;
  not_gate dut(.a(a), .y(y));
  initial begin
    a = 0; #1;
    `CHECK(y, 1'b1)
    a = 1; #1;
    `CHECK(y, 1'b0)
    if (errors) $display("FAILED"); else $display("PASSED");
  end
endmodule
