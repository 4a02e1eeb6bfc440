/** How the intake looks: the app's own colours, the phone's own letters, so that nothing is fetched but this. */
export const style = `
:root{--paper:#fff;--ink:#14191d;--soft:#5a646b;--line:#c8ced2;--accent:#0c5d5f;--on:#fff;--warm:#fdf1c7;--bad:#a3241c;--mark:#7a4b00}
@media (prefers-color-scheme:dark){:root{--paper:#12171a;--ink:#eef2f3;--soft:#a9b4ba;--line:#3c474d;--accent:#5fc0bd;--on:#08201f;--warm:#3b3213;--bad:#ff9c92;--mark:#f0c36a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header{position:sticky;top:0;z-index:1;background:var(--paper)}
.ribbon{margin:0;padding:4px 16px;background:repeating-linear-gradient(-45deg,#f3cf5b 0 24px,#fbe7a6 24px 48px);color:#2b2200;text-align:center;font-weight:600;font-size:15px}
.leave{background:#14191d;padding:8px 16px}
.leave a{display:block;max-width:608px;margin:auto;padding:12px;background:#fff;color:#14191d;border-radius:4px;text-align:center;font-weight:700;text-decoration:none}
nav{display:flex;gap:20px;padding:0 16px;border-bottom:1px solid var(--line);max-width:640px;margin:auto;overflow-x:auto}
nav>*{padding:10px 0 7px;border-bottom:4px solid transparent;white-space:nowrap}
nav b{border-color:var(--ink)}
a{color:var(--accent)}
main{max-width:640px;margin:0 auto;padding:16px 16px 48px}
.head{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}
h1{font-size:27px;line-height:1.25;margin:4px 0}
h2{font-size:19px;margin:20px 0 4px}
.mark{border:1px solid var(--line);border-radius:4px;padding:2px 8px;color:var(--mark);font-size:15px}
ul{padding-left:22px;margin:8px 0}li{margin:6px 0}
.before{border:1px solid var(--line);border-radius:6px;padding:4px 16px 12px;margin:16px 0}
.care{font-weight:600}
.how{background:var(--warm);border-radius:4px;padding:10px 12px}
fieldset{border:0;margin:22px 0 0;padding:0}
legend,.text b{font-weight:700;font-size:19px;padding:0;display:block}
label{display:flex;gap:12px;align-items:flex-start;padding:9px 0}
.text{display:block;margin-top:16px}.text label{display:block;padding:9px 0 0}
small{color:var(--soft);display:block;font-size:16px}
input[type=radio],input[type=checkbox]{flex:none;width:26px;height:26px;margin:1px 0 0;accent-color:var(--accent)}
textarea,input:not([type]),input[type=file]{display:block;width:100%;margin-top:6px;padding:10px;font:inherit;color:inherit;background:var(--paper);border:2px solid var(--ink);border-radius:2px}
textarea{resize:vertical}
button,.button{display:block;width:100%;margin:10px 0 0;padding:13px 16px;font:inherit;font-weight:600;text-align:left;color:var(--ink);background:var(--paper);border:2px solid var(--soft);border-radius:4px;text-decoration:none;cursor:pointer}
button.first,.button{background:var(--accent);border-color:var(--accent);color:var(--on);text-align:center}
button.small{width:auto}
:focus-visible{outline:3px solid #e0a100;outline-offset:2px}
.send{border-top:1px solid var(--line);margin-top:24px;padding-top:6px}
.send small{margin-top:6px}
.wrong{border-left:6px solid var(--bad);padding:8px 12px;color:var(--bad);font-weight:600}
.good{border-left:6px solid var(--accent);padding:8px 12px;font-weight:600}
.code{font-size:30px;font-weight:700;letter-spacing:.04em;line-height:1.4;margin:4px 0;padding:10px 14px;border:3px solid var(--ink);border-radius:6px;font-variant-numeric:tabular-nums}
code{font-size:14px;overflow-wrap:anywhere}
dl{margin:16px 0}dt{color:var(--soft);font-size:16px}dd{margin:0 0 8px}
article{border-top:1px solid var(--line);padding:8px 0}.said{white-space:pre-wrap;margin:4px 0}
details{margin:16px 0}summary{cursor:pointer;padding:8px 0;color:var(--accent)}
audio{display:block;width:100%;margin:12px 0 0}[hidden]{display:none}
@media print{header,.send,form,.button{display:none}}
`
