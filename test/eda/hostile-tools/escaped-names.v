// Names that would be commands if a script took them as they are.
module \t;shell (input \a;!id , output \write_json_/planted );
  assign \write_json_/planted = \a;!id ;
endmodule
module \/etc/shadow (input a, output y);
  \/etc/passwd u(a, y);
endmodule
