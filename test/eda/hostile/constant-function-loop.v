// Endless while compiling.
module top;
  function integer forever_busy(input integer x);
    begin
      while (x == x) x = x + 1;
      forever_busy = x;
    end
  endfunction
  localparam N = forever_busy(1);
  wire [N:0] w;
endmodule
