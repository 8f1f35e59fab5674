/// How every page looks: on a screen, light or dark as the reader prefers, and on paper.
///
/// Every colour of a text has a contrast of at least 4.5 : 1 to what it stands on (WCAG 2.2, 1.4.3), and nothing is told by
/// colour alone. Whatever is wider than a narrow page wraps or scrolls in itself (1.4.10). Sizes follow the reader's.
let styleSheet = """
  :root{color-scheme:light dark;--paper:#fff;--ink:#1d2126;--muted:#565d66;--rule:#d3d7dc;--link:#0a549c;
  --code:#f5f4f0;--edge:#6b7280;--comment:#5b6169;--keyword:#9d1c55;--command:#0b5a75;--label:#6a3f9c;
  --variable:#0a549c;--number:#8f3a00;--text:#1c633b;--sign:#565d66}
  @media screen and (prefers-color-scheme:dark){
  :root{--paper:#16181d;--ink:#e4e6e9;--muted:#a7aeb8;--rule:#3c424b;--link:#8cbcff;
  --code:#20242b;--edge:#8b93a0;--comment:#a3aab4;--keyword:#ff9ac0;--command:#7fd3ee;--label:#d2b5fb;
  --variable:#8cbcff;--number:#f2b27c;--text:#93d8ab;--sign:#a7aeb8}
  }
  *{box-sizing:border-box}
  html{font-size:106.25%;-webkit-text-size-adjust:100%;text-size-adjust:100%}
  body{margin:0;background:var(--paper);color:var(--ink);line-height:1.6;overflow-wrap:break-word;
  font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans","DejaVu Sans",sans-serif}
  header,main,footer{max-width:43rem;margin:0 auto;padding:0 1rem}
  header{padding-top:1rem}
  main{padding-top:.5rem;padding-bottom:3rem}
  main:focus{outline:none}
  footer{padding-bottom:3rem}
  footer nav{display:flex;flex-wrap:wrap;gap:.5rem 2rem;justify-content:space-between;border-top:1px solid var(--rule);padding-top:1rem}
  .skip{position:absolute;left:-100rem;background:var(--paper);padding:.5rem 1rem}
  .skip:focus{left:0;top:0;z-index:1}
  a{color:var(--link);text-underline-offset:.15em}
  a:hover{text-decoration-thickness:.15em}
  :focus-visible{outline:3px solid var(--link);outline-offset:2px}
  h1,h2,h3,h4,h5,h6{line-height:1.25;margin:2em 0 .6em;text-wrap:balance}
  h1{font-size:1.9rem;margin:1.2rem 0 .8rem}
  h2{font-size:1.4rem}
  h3{font-size:1.15rem}
  h4,h5,h6{font-size:1rem}
  main>p,main>ul,main>ol,main>blockquote{max-width:38rem}
  p,ul,ol,blockquote,table{margin:0 0 1em}
  ul,ol{padding-left:1.5em}
  li{margin-bottom:.3em}
  blockquote{margin-left:0;padding-left:1em;border-left:.25em solid var(--rule)}
  hr{border:0;border-top:1px solid var(--rule);margin:2em 0}
  img{max-width:100%;height:auto}
  .facts{color:var(--muted)}
  .absent{font-style:italic}
  pre,code,samp{font-family:ui-monospace,"Cascadia Mono","SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
  code{font-size:.9em;background:var(--code);padding:.1em .25em;border-radius:.2em}
  pre{margin:0 0 1em;font-size:.82rem;line-height:1.5;tab-size:4}
  pre code,pre samp{font-size:inherit;background:none;padding:0}
  .code{background:var(--code);padding:.7em .9em;border:1px solid var(--rule);border-radius:.3em;white-space:pre-wrap;overflow-wrap:anywhere}
  .scroll,.output{overflow-x:auto}
  .output{line-height:1.3;padding:.1em 0 .3em}
  .cell{margin:1.5em 0 1.8em;padding-left:.9rem;border-left:.2rem solid var(--edge)}
  .exercise{border-left-style:double;border-left-width:.4rem}
  .cell>:last-child{margin-bottom:0}
  .cell .code{margin-bottom:.6em}
  .label{margin:0 0 .25em;font-size:.8rem;font-weight:600;color:var(--muted)}
  .comment{color:var(--comment);font-style:italic}
  .keyword{color:var(--keyword);font-weight:600}
  .command{color:var(--command);font-weight:600}
  .code .label{color:var(--label);font-size:inherit;font-weight:inherit;margin:0}
  .variable{color:var(--variable)}
  .number{color:var(--number)}
  .text{color:var(--text)}
  .sign{color:var(--sign)}
  details{margin:0 0 .6em}
  summary{cursor:pointer;font-size:.9rem;padding:.15em 0;width:fit-content;max-width:100%}
  details>:nth-child(2){margin-top:.4em}
  .hint>p{margin-bottom:.4em;padding-left:1.2em}
  figure{margin:.3em 0 .6em}
  figure .plot{display:block;min-width:26rem}
  table{border-collapse:collapse;font-size:.92rem}
  .scroll{margin-bottom:1em}
  .scroll>table{margin:0}
  figure>.scroll{margin-bottom:.3em}
  th,td{border-bottom:1px solid var(--rule);padding:.3em 1em .3em 0;text-align:left;vertical-align:top}
  th{border-bottom-width:2px}
  .right{text-align:right}
  .centre{text-align:center}
  .notes{margin-top:2.5em;border-top:1px solid var(--rule);padding-top:1em;font-size:.92rem}
  sup{line-height:0}
  .room{border:1px solid var(--edge);border-radius:.3em;margin-bottom:.6em}
  @page{margin:18mm 16mm}
  @media print{
  html{font-size:10.5pt}
  header,footer,.skip{display:none}
  header,main{max-width:none;padding:0}
  main>p,main>ul,main>ol,main>blockquote{max-width:none}
  p,li{orphans:3;widows:3}
  h1,h2,h3,h4,h5,h6,.label,summary{break-after:avoid}
  .cell,figure,tr,.room{break-inside:avoid}
  pre{font-size:8pt}
  .output{white-space:pre-wrap;overflow-wrap:anywhere}
  .scroll,.output{overflow:visible}
  .plot{min-width:0;max-width:14cm}
  .code,.room{border-color:#6b7280}
  a{color:inherit}
  a[href^="http"]::after{content:" (" attr(href) ")";overflow-wrap:anywhere}
  a[href^="mailto"]::after{content:" (" attr(href) ")"}
  details::details-content{content-visibility:visible;block-size:auto}
  summary{list-style:none}
  figure .words{display:none}
  }
  """
