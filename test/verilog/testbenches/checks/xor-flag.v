module tb;
  reg [7:0] d; wire [7:0] q; reg [7:0] model;
  wire [7:0] diff = q ^ model;
  rotate dut(.d(d), .q(q));
  integer errs;
  always @(diff) if (|diff) errs = errs + 1;
  initial begin
    errs = 0; d = 8'h81; model = {d[6:0], d[7]}; #5;
    $display("errs=%0d", errs);
  end
endmodule
