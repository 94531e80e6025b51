import { auditRun } from "/tmp/wt/audit/experiments/audit/audit-run.js";
const [h,p,n]=process.argv.slice(2);
const s=performance.now();
const r=await auditRun({history:h!,population:p==="-"?null:p!,...(n?{processes:Number(n)}:{})});
const {mismatches,otherRequests,...rest}=r.report;
console.log(JSON.stringify({...r,report:rest},null,1)); console.log(mismatches.slice(0,20)); console.log(((performance.now()-s)/1000).toFixed(1),"s", Math.round(process.memoryUsage().rss/1e6),"MB", process.cpuUsage());
