module pulse_sync (
    input  wire source_clk,
    input  wire source_rst_n,
    input  wire pulse_in,
    input  wire target_clk,
    input  wire target_rst_n,
    output wire pulse_out
);
  reg toggle;
  reg [1:0] synced;

  always @(posedge source_clk or negedge source_rst_n) begin
    if (!source_rst_n) toggle <= 1'b0;
    else if (pulse_in) toggle <= ~toggle;
  end

  always @(posedge target_clk or negedge target_rst_n) begin
    if (!target_rst_n) synced <= 2'b00;
    else synced <= {synced[0], toggle};
  end

  edge_detect u_edge (
      .clk(target_clk), .rst_n(target_rst_n), .level(synced[1]), .changed(pulse_out)
  );
endmodule
