# One resident lane: takes a job a line, runs tools on it under limits, reports each step.
# Started as: sh lane.sh JOBS JOB WORK CTL FILE_BLOCKS ARGUMENT...
# JOB holds the sources (read only), WORK is the tools' scratch folder, CTL holds the tools' configuration and this
# file. JOBS, the file in CTL that reads the job lines, gets the ARGUMENTs. Descriptors 3 and up are files, so that
# the file-size limit caps a flood of output, and they have no name that a job could open.
jobs=$1 job=$2 work=$3 ctl=$4
# dash takes one option a call; combined options are silently ignored.
ulimit -c 0
ulimit -n 256
ulimit -f "$5"
shift 5
cd "$work" || exit 1
export TMPDIR="$work"
# First line: a secret of this lane, so that nothing but this shell can print a valid status line.
read -r token || exit 0
echo "$token ready"

# limit CPU_SECONDS MEMORY_KIB: for a subshell that will become a tool. The soft CPU limit raises SIGXCPU, which can
# be told from an out-of-memory kill; the hard one is the backstop.
limit() {
  ulimit -v "$2"
  ulimit -S -t "$1"
  ulimit -H -t $(($1 + 2))
}

# Nothing of one job may be seen by the next. Removing costs a process, so it is done only when needed.
empty_work() {
  for entry in * .[!.]* ..?*; do
    case $entry in
      o | pp.v) ;;
      *) [ -e "$entry" ] && rm -rf ./* ./.[!.]* ./..?* && return ;;
    esac
  done
}

. "$ctl/$jobs"
