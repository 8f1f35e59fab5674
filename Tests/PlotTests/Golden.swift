/// Renderings that were looked at and found right.
enum Golden {
  static let line = """
    Loss while tuning a soft prompt
    loss
    6 ┤⢤
      │ ⠑⡄
    4 ┤  ⠘⢆
    2 ┤   ⠈⠲⣀
      │      ⠉⠒⠢⠤⢄⣀⣀⣀⣀⣀
    0 ┤                ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
      └┬─────────────────┬─────────────────┬
       0                50               100
                       step
    soft prompt
    """

  static let asciiLine = """
    Loss while tuning a soft prompt
    loss
    6 +*
      | **
    4 +  **
    2 +    ***
      |      *******************************
    0 +
      ++-----------------+-----------------+
       0                50               100
                       step
    soft prompt
    """

  static let lines = """
    Exact match on unseen words
    exact match
    1.0 ┤
        │                                              ░░░░░░░⢀C
    0.8 ┤                                     ░░░░░⣀⣀⣀⠤⠤⠤⠒⠒⠊⠉⠉⠁░
        │                              ░░░⢀⣀⡠⠤C⠒⠊⠉⠉░░░░░░░░░░░⣀B
    0.6 ┤                       ░░░░⣀⡠⠤⠔⠒⠉⠁░░⢀B⣀⣀⠤⠤⠤⠤⠔⠒⠒⠒⠊⠉⠉⠉⠉░░
    0.4 ┤                 ░░░⣀⣀⠤⠔⠒⠉⢉⣀⣀⠤⠤⠔⠒⠒⠉⠉⠁░░░░
        │          ░░░⢀⣀⠤⢔#⣊⠭⠤⠔⠒⠒⠉⠉⠁░░░░░░░░░░░░░░░░░░░░░░░░░░░░
    0.2 ┤  ░░░░⢀⣀⣀⠤⠴⠖⢛⣓⣉⣉⠥A⠤⠤⠤⠤⠤⠤⠤⠤⠤⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒A⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒A
        │#⣔⣶⠶⠽⠟⠛⠓⠒⠉⠉⠉⠁░░░░░░░░░░░░░
    0.0 ┤C⠁░░░
        └┬───────┬────────┬──────────┬────────┬────────┬────────
         5      10       20         50       100      200
                                examples
    A prompt   B soft prompt   C LoRA   # several
    """

  static let asciiLines = """
    Exact match on unseen words
    exact match
    1.0 +
        |                                                 ......
    0.8 +                                      ........CCCCCCCCC
        |                              .....CCCCCCCCCCC.........
    0.6 +                       .....CCCCCCCBBBBBBBBBBBBBBBBBBBB
    0.4 +                .....CCCCCCCBBBBB........
        |         .....CCC#CCCBB................................
    0.2 +.....CCCCCCCCCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        |#CCCCAAAA.......
    0.0 +.
        ++--------+-------+----------+--------+-------+---------
         5       10      20         50       100     200
                                examples
    A prompt   B soft prompt   C LoRA   # several
    """

  static let bars = """
    Score by method
    no prompt       0.04 (0.02..0.06) │█
    few-shot prompt 0.31 (0.27..0.36) │███████▊
    soft prompt     0.62 (0.55..0.68) │███████████████▌
    LoRA            0.85 (0.83..0.88) │█████████████████████▎
                                      └┬────────────┬──────────┬
                                      0.0          0.5       1.0
                                              exact match
    """

  static let asciiBars = """
    Score by method
    no prompt       0.04 (0.02..0.06) |#
    few-shot prompt 0.31 (0.27..0.36) |########
    soft prompt     0.62 (0.55..0.68) |################
    LoRA            0.85 (0.83..0.88) |#####################
                                      ++------------+----------+
                                      0.0          0.5       1.0
                                              exact match
    """

  static let groups = """
    Before and after
    task
    English to French
      before  0.12 │           ███
      after   0.81 │           ██████████████████▊
    plurals
      before  0.55 │           ████████████▊
      after  -0.25 │     ▐█████│
                   └┬──────────┬───────────┬─────────┬
                  -0.5        0.0         0.5      1.0
                                  change
    """

  static let matrix = """
    Score on each task after learning each
                    score on
    after learning  colours  plurals   French
    colours         ██ 0.97  ░░ 0.31     0.05
    plurals         ▓▓ 0.64  ██ 0.98     0.06
    French             0.12  ▒▒ 0.40        –
    exact match: 0.00  ░▒▓█ 1.00
    1 of 9 numbers left out: not finite.
    """

  static let asciiMatrix = """
    Score on each task after learning each
                    score on
    after learning  colours  plurals   French
    colours         ## 0.97  .. 0.31     0.05
    plurals         ++ 0.64  ## 0.98     0.06
    French             0.12  -- 0.40        -
    exact match: 0.00  .-+*# 1.00
    1 of 9 numbers left out: not finite.
    """

  static let narrowMatrix = """
    Score on each task after learning each
                  score on
    after learn…  colours  plurals
    colours       ██ 0.97  ░░ 0.31
    plurals       ▓▓ 0.64  ██ 0.98
    French           0.12  ▒▒ 0.40

                  score on
    after learn…   French
    colours          0.05
    plurals          0.06
    French              –
    exact match: 0.00  ░▒▓█ 1.00
    1 of 9 numbers left out: not finite.
    """

  static let accessibleLine = """
    Loss while tuning a soft prompt
    loss falls from 5.48 at step 0 to 0.74 at step 100.
    step  loss
       0  5.48
      20  1.58
      40  0.95
      60  0.82
      80  0.77
     100  0.74
    """

  static let accessibleLines = """
    Exact match on unseen words
    prompt: exact match rises from 0.10 at examples 5 to 0.26 at
    examples 400. soft prompt: exact match rises from 0.12 at
    examples 5 to 0.61 at examples 400. LoRA: exact match rises
    from 0.08 at examples 5 to 0.83 at examples 400.
    line         examples  exact match  lowest  highest
    prompt              5         0.10    0.06     0.16
    prompt             20         0.22    0.18     0.28
    prompt            100         0.25    0.21     0.31
    prompt            400         0.26    0.22     0.32
    soft prompt         5         0.12    0.08     0.18
    soft prompt        20         0.30    0.26     0.36
    soft prompt       100         0.52    0.48     0.58
    soft prompt       400         0.61    0.57     0.67
    LoRA                5         0.08    0.04     0.14
    LoRA               20         0.35    0.31     0.41
    LoRA              100         0.66    0.62     0.72
    LoRA              400         0.83    0.79     0.89
    """

  static let accessibleBars = """
    Score by method
    exact match is highest for LoRA, 0.85, and lowest for no
    prompt, 0.04.
    category         exact match  lowest  highest
    no prompt               0.04    0.02     0.06
    few-shot prompt         0.31    0.27     0.36
    soft prompt             0.62    0.55     0.68
    LoRA                    0.85    0.83     0.88
    """

  static let accessibleNarrowBars = """
    Score by method
    exact match is highest for
    LoRA, 0.85, and lowest for no
    prompt, 0.04.
    category no prompt
    exact match 0.04, lowest 0.02
    highest 0.06
    category few-shot prompt
    exact match 0.31, lowest 0.27
    highest 0.36
    category soft prompt
    exact match 0.62, lowest 0.55
    highest 0.68
    category LoRA
    exact match 0.85, lowest 0.83
    highest 0.88
    """

  static let accessibleMatrix = """
    Score on each task after learning each
    exact match is highest, 0.98, at after learning plurals,
    score on plurals, and lowest, 0.05, at after learning
    colours, score on French.
    1 of 9 numbers left out: not finite.
    after learning  score on  exact match
    colours         colours          0.97
    colours         plurals          0.31
    colours         French           0.05
    plurals         colours          0.64
    plurals         plurals          0.98
    plurals         French           0.06
    French          colours          0.12
    French          plurals          0.40
    French          French            nan
    """

  static let svgLines = """
    <rect class="paper" width="100%" height="100%"/>
    <text x="16" y="34" class="title">T</text>
    <g class="s0">
    <path d="M16 56h34" class="line"/>
    <path d="M29 56a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z" class="mark"/>
    </g>
    <text x="58" y="60.5">a</text>
    <g class="s1">
    <path d="M86.1 56h34" class="line" stroke-dasharray="8 4"/>
    <path d="M99.6 52.5h7v7h-7z" class="mark"/>
    </g>
    <text x="128.1" y="60.5">b</text>
    <text x="16" y="84">y</text>
    <path d="M32.1 358L616 358" class="grid"/>
    <text x="24.1" y="362.5" text-anchor="end">0</text>
    <path d="M32.1 228L616 228" class="grid"/>
    <text x="24.1" y="232.5" text-anchor="end">1</text>
    <path d="M32.1 98L616 98" class="grid"/>
    <text x="24.1" y="102.5" text-anchor="end">2</text>
    <path d="M32.1 98L32.1 358" class="axis"/>
    <path d="M32.1 98L32.1 358" class="grid"/>
    <text x="32.1" y="376" text-anchor="middle">0</text>
    <path d="M616 98L616 358" class="grid"/>
    <text x="616" y="376" text-anchor="middle">1</text>
    <path d="M32.1 358L616 358" class="axis"/>
    <text x="324" y="396" text-anchor="middle">x</text>
    <svg x="30.1" y="96" width="587.9" height="264" viewBox="30.1 96 587.9 264">
    <g class="s0">
    <path d="M32.1 228L616 98L616 228L32.1 358z" class="band"/>
    <path d="M32.1 358L616 98" class="line"/>
    </g>
    <g class="s1">
    </g>
    </svg>
    <g class="s0">
    <path d="M28.1 358a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z" class="mark"/>
    <path d="M612 98a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z" class="mark"/>
    </g>
    <g class="s1">
    <path d="M612.5 224.5h7v7h-7z" class="mark"/>
    </g>
    </svg>
    """

  static let svgBars = """
    <rect class="paper" width="100%" height="100%"/>
    <text x="16" y="34" class="title">T</text>
    <text x="16" y="60">c</text>
    <path d="M60.2 72L60.2 128" class="grid"/>
    <text x="60.2" y="146" text-anchor="middle">-1</text>
    <path d="M199.1 72L199.1 128" class="grid"/>
    <text x="199.1" y="146" text-anchor="middle">0</text>
    <path d="M338.1 72L338.1 128" class="grid"/>
    <text x="338.1" y="146" text-anchor="middle">1</text>
    <path d="M477 72L477 128" class="grid"/>
    <text x="477" y="146" text-anchor="middle">2</text>
    <path d="M616 72L616 128" class="grid"/>
    <text x="616" y="146" text-anchor="middle">3</text>
    <path d="M60.2 128L616 128" class="axis"/>
    <text x="338.1" y="166" text-anchor="middle">v</text>
    <text x="16" y="91.5">a</text>
    <text x="52.2" y="91.5" text-anchor="end">2</text>
    <rect x="199.1" y="78" width="277.9" height="18" class="s0" fill="currentColor"/>
    <path d="M338.1 87H616M338.1 82v10M616 82v10" class="halo"/>
    <path d="M338.1 87H616M338.1 82v10M616 82v10" class="whisker"/>
    <text x="16" y="117.5">b</text>
    <text x="52.2" y="117.5" text-anchor="end">-1</text>
    <rect x="60.2" y="104" width="139" height="18" class="s0" fill="currentColor"/>
    <path d="M199.1 72L199.1 128" class="axis"/>
    </svg>
    """

  static let svgMatrix = """
    <rect class="paper" width="100%" height="100%"/>
    <text x="16" y="34" class="title">T</text>
    <text x="34.1" y="60">c</text>
    <text x="16" y="80">r</text>
    <text x="99.1" y="80" text-anchor="middle">u</text>
    <text x="229.1" y="80" text-anchor="middle">v</text>
    <text x="359.1" y="80" text-anchor="middle">w</text>
    <text x="16" y="107.5">a</text>
    <rect x="35.1" y="89" width="128" height="28" class="s0" fill="currentColor" fill-opacity="0.06"/>
    <text x="99.1" y="107.5" text-anchor="middle">0</text>
    <rect x="165.1" y="89" width="128" height="28" class="s0" fill="currentColor" fill-opacity="0.55"/>
    <text x="229.1" y="107.5" text-anchor="middle">1</text>
    <text x="359.1" y="107.5" text-anchor="middle">–</text>
    <text x="16" y="144">Shade: s</text>
    <text x="16" y="162">1 of 3 numbers left out: not finite.</text>
    </svg>
    """
}
