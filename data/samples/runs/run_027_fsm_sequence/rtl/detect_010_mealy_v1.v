module detect_010_mealy (
  input wire clk,
  input wire rst,
  input wire din,
  output wire found
);
  localparam [2:0] SEEN_0 = 3'b001;
  localparam [2:0] SEEN_1 = 3'b010;
  localparam [2:0] SEEN_2 = 3'b100;

  reg [2:0] state;
  reg [2:0] state_next;

  always @* begin
    case (state)
      SEEN_0: state_next = din ? SEEN_0 : SEEN_1;
      SEEN_1: state_next = din ? SEEN_2 : SEEN_1;
      SEEN_2: state_next = din ? SEEN_0 : SEEN_1;
      default: state_next = SEEN_0;
    endcase
  end

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      state <= SEEN_0;
    end else begin
      state <= state_next;
    end
  end

  assign found = (state == SEEN_2) && !din;
endmodule
