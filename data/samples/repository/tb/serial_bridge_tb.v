`timescale 1ns / 1ns

// Sends a byte into the bridge and expects it back.
module serial_bridge_tb;
  reg clk = 0, rst_n = 0, rxd = 1;
  wire txd, overflow;
  wire [7:0] sum;
  reg [7:0] echoed;
  integer i, bit_index, errors;

  localparam BIT = 160;

  serial_bridge #(.DIVISOR(16)) dut (
      .clk(clk), .rst_n(rst_n), .rxd(rxd), .txd(txd), .sum(sum), .overflow(overflow)
  );

  always #5 clk = ~clk;

  task send(input [7:0] value);
    begin
      rxd = 0;
      #BIT;
      for (i = 0; i < 8; i = i + 1) begin
        rxd = value[i];
        #BIT;
      end
      rxd = 1;
      #BIT;
    end
  endtask

  initial begin
    errors = 0;
    #42 rst_n = 1;
    // The receiver samples with every tick: bits change half a bit away from that.
    #(BIT / 2);
    fork
      send(8'hc5);
      begin
        @(negedge txd);
        #(BIT + BIT / 2);
        for (bit_index = 0; bit_index < 8; bit_index = bit_index + 1) begin
          echoed[bit_index] = txd;
          #BIT;
        end
      end
    join
    if (echoed !== 8'hc5) errors = errors + 1;
    if (sum !== 8'hc5) errors = errors + 1;
    if (errors == 0) $display("PASSED");
    else $display("FAILED: %0d errors, echoed %h, sum %h", errors, echoed, sum);
    $finish;
  end
endmodule
