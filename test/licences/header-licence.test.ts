import { describe, expect, test } from 'vitest';
import { readHeaderLicence } from '../../src/licences/header-licence.ts';

/** The words as line comments in front of a module. */
function header(words: string): string {
  return `${words
    .split('\n')
    .map((line) => `// ${line}`)
    .join('\n')}\nmodule m; endmodule\n`;
}

const BSD = `Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:
1. Redistributions of source code must retain the above copyright notice.`;

describe('licences that headers name', () => {
  test.each([
    ['SPDX-License-Identifier: Apache-2.0', 'Apache-2.0', 'permissive'],
    ['SPDX-License-Identifier: (MIT OR GPL-2.0-only)', '(MIT OR GPL-2.0-only)', 'permissive'],
    ['SPDX-License-Identifier: MIT AND GPL-2.0-only', 'MIT AND GPL-2.0-only', 'copyleft'],
    ['SPDX-License-Identifier: Apache-2.0 WITH SHL-2.1', 'Apache-2.0 WITH SHL-2.1', 'permissive'],
    ['SPDX-License-Identifier: SHL-2.1', 'Apache-2.0 WITH SHL-2.1', 'permissive'],
    ['SPDX-License-Identifier: Proprietary-Example', null, 'unlisted'],
    ['Licensed under the Apache License, Version 2.0 (the "License")', 'Apache-2.0', 'permissive'],
    [
      'Copyright 2020 X. All rights reserved.\nLicensed under the Apache\nLicense, Version 2.0',
      'Apache-2.0',
      'permissive',
    ],
    [
      'Permission is hereby granted, free of charge, to any person\nobtaining a copy of this software',
      'MIT',
      'permissive',
    ],
    ['Released under the MIT license.', 'MIT', 'permissive'],
    [BSD, 'BSD-2-Clause', 'permissive'],
    [`${BSD}\nNeither the name of the company may be used`, 'BSD-3-Clause', 'permissive'],
    [`${BSD}\nAll advertising materials mentioning features`, 'BSD-4-Clause', 'permissive'],
    [
      'Permission to use, copy, modify, and/or distribute this software for any\npurpose with or without fee is hereby granted, provided that',
      'ISC',
      'permissive',
    ],
    [
      'Permission to use, copy, modify, and/or distribute this software for any\npurpose with or without fee is hereby granted.',
      '0BSD',
      'permissive',
    ],
    ['licensed under the Solderpad Hardware License, Version 0.51', 'SHL-0.51', 'permissive'],
    ['Solderpad Hardware License v 2.1', 'Apache-2.0 WITH SHL-2.1', 'permissive'],
    ['This is free and unencumbered software released into the public domain.', 'Unlicense', 'permissive'],
    ['This design is hereby granted to the public domain.', 'LicenseRef-public-domain', 'permissive'],
    ['Altered source versions must be plainly marked as such', 'Zlib', 'permissive'],
    ['CC0 1.0 Universal license', 'CC0-1.0', 'permissive'],
    ['Licensed under CC BY 4.0', 'CC-BY-4.0', 'permissive'],
    ['This work is licensed under CC BY-SA 4.0', 'CC-BY-SA-4.0', 'copyleft'],
    ['License: CC-BY-NC-SA 4.0', 'CC-BY-NC-4.0', 'restricted'],
    [
      'GNU General Public License as published by the Free Software\nFoundation; either version 2 of the License, or (at your option)\nany later version.',
      'GPL-2.0-or-later',
      'copyleft',
    ],
    ['License: GPL, v3, as defined and found on www.gnu.org', 'GPL-3.0-only', 'copyleft'],
    ['This code is GPLv3.', 'GPL-3.0-only', 'copyleft'],
    ['Licensed under the GPL', 'GPL-1.0-or-later', 'copyleft'],
    ['GNU Affero General Public License, version 3', 'AGPL-3.0-only', 'copyleft'],
    [
      'modified under the terms of the GNU Lesser General\nPublic License; either version 2.1 of the License, or any later version',
      'LGPL-2.1-or-later',
      'weak_copyleft',
    ],
    [
      'This Source Code Form is subject to the terms of the Mozilla Public\nLicense, v. 2.0.',
      'MPL-2.0',
      'weak_copyleft',
    ],
    ['CERN-OHL-W v2 or later', 'CERN-OHL-W-2.0', 'weak_copyleft'],
    ['CERN Open Hardware Licence Version 2 - Strongly Reciprocal', 'CERN-OHL-S-2.0', 'copyleft'],
    ['licensed under the CERN OHL v1.2', 'CERN-OHL-1.2', 'copyleft'],
    ['CERN Open Hardware Licence Version 2 - Permissive', 'CERN-OHL-P-2.0', 'permissive'],
    ['Dual licensed under the MIT license or the GPL version 2', 'GPL-2.0-only OR MIT', 'permissive'],
    ['MIT license, but the FIFO is under the GPL version 2', 'GPL-2.0-only AND MIT', 'copyleft'],
    [
      'Free for non-commercial use. License: see the MIT license',
      'MIT AND LicenseRef-non-commercial',
      'restricted',
    ],
  ])('%j', (words, spdx, kind) => {
    expect(readHeaderLicence(header(words))).toMatchObject({ spdx, kind });
  });
});

describe('words that forbid', () => {
  test.each([
    'This file contains confidential and proprietary information of Example, Inc.',
    'EXAMPLE CONFIDENTIAL',
    'Copyright (c) 2020 Example. Do not distribute.',
    'Copyright 2020 Example. Unauthorized copying of this file is prohibited.',
    'Copyright 2020 Example. May not be reproduced without the written permission of Example.',
    'This program is the property of Example Ltd and a trade secret.',
    'Your use is subject to the terms and conditions of the Example Program License Subscription Agreement',
    'may be used only as authorized by a licensing agreement from Example',
    'Released under the MIT license. Company confidential information.',
  ])('%j', (words) => {
    expect(readHeaderLicence(header(words)).kind).toBe('proprietary');
  });

  test('all rights reserved alone names no licence; beside one it says nothing', () => {
    expect(readHeaderLicence(header('Copyright 2020 X. All rights reserved.'))).toMatchObject({
      kind: 'reserved',
      spdx: null,
    });
    // As Xilinx wrote it in a thousand files.
    expect(readHeaderLicence(header('Copyright (c) 1995-2004 X, Inc.\nAll Right Reserved.')).kind).toBe(
      'reserved',
    );
    const beside = header('Copyright 2020 X. All rights reserved.\nReleased under the MIT license.');
    expect(readHeaderLicence(beside).kind).toBe('permissive');
  });

  test('designs may have confidential data and proprietary buses', () => {
    const design =
      'module m(input [7:0] d); // the confidential byte\n// a proprietary to AXI bridge\nendmodule';
    expect(readHeaderLicence(design).kind).toBe('unknown');
  });
});

describe('where the words stand', () => {
  test('the range holds the words that decided, in block comments with frames too', () => {
    const source = `\`timescale 1ns/1ps\n/*****\n * Copyright X\n * Licensed under the Apache\n * License, Version 2.0\n *****/\nmodule m; endmodule`;
    const { text, start, end, spdx } = readHeaderLicence(source);
    expect(spdx).toBe('Apache-2.0');
    expect(source.slice(start, end)).toBe(text);
    expect(text).toMatch(/^Apache[\s*]+License, Version 2/);
  });

  test('a header that was met before is found where it stands now, and counts as what it is there', () => {
    const words = header('All designs are confidential. Proprietary.');
    const first = readHeaderLicence(words);
    const later = readHeaderLicence(`\`resetall\n\n${words}`);
    expect(later).toEqual({ ...first, start: first.start + 11, end: first.end + 11 });
    expect(first.kind).toBe('proprietary');
    expect(readHeaderLicence(`wire a;\n${words}`).kind).toBe('unknown');
  });

  test('a later header in the same file counts too', () => {
    const source = `${header('Released under the MIT license.')}// GNU General Public License version 3\nmodule n; endmodule`;
    expect(readHeaderLicence(source)).toMatchObject({ kind: 'copyleft', spdx: 'MIT AND GPL-3.0-only' });
  });

  test('a string is no comment, and a mention of a licence file is no licence', () => {
    expect(readHeaderLicence('module m; initial $display("// MIT license"); endmodule').kind).toBe('unknown');
    expect(readHeaderLicence(header('Copyright X. See LICENSE for details.')).kind).toBe('reference');
    expect(readHeaderLicence(header('Copyright X. All rights reserved. See the file COPYING.')).kind).toBe(
      'reference',
    );
  });
});
