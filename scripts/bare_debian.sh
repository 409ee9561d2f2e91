#!/usr/bin/env bash
# Shows that the two commands of README.md do all the set-up on a bare Debian 12: a fresh system made by
# debootstrap holds Python, make and git; in it a fresh clone runs `make run` on a virtual screen (a picture
# is kept), and another fresh clone runs `make test`. Needs root, debootstrap, Xvfb and a few GB.
#
#   scripts/bare_debian.sh FOLDER [run|test|all]
#
# The package mirror, the certificates and pip's settings are those of this machine; none is written here.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=${1:?a folder with a few GB of room}
what=${2:-all}
base=$work/base
tree=$work/tree

make_base() {
    [ -x "$base/usr/bin/make" ] && return
    local mirror
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
    debootstrap --variant=minbase --include=python3,make,git,ca-certificates bookworm "$base" "$mirror"
}

# A copy of the bare system with what this machine knows about reaching its mirrors.
fresh_tree() {
    leave_tree
    rm -rf "$tree"
    cp -a --reflink=auto "$base" "$tree"
    cp /etc/resolv.conf "$tree/etc/resolv.conf"
    cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/ca-certificates.crt"
    for file in /etc/pip.conf "${HOME}/.config/pip/pip.conf"; do
        [ ! -f "$file" ] || install -D "$file" "$tree$file"
    done
    cp -a /etc/apt/apt.conf.d/. "$tree/etc/apt/apt.conf.d/"
    mount --bind /proc "$tree/proc"
    mount --rbind /dev "$tree/dev"
    mount --make-rslave "$tree/dev"
    mkdir -p "$tree/tmp/.X11-unix" /tmp/.X11-unix
    mount --bind /tmp/.X11-unix "$tree/tmp/.X11-unix"
    git clone -q --bare --no-hardlinks "$here" "$tree/root/project.git"
    inside chroot "$tree" git clone -q /root/project.git /root/project
}

leave_tree() {
    local place
    for place in tmp/.X11-unix dev proc; do
        if mountpoint -q "$tree/$place"; then umount -R -l "$tree/$place"; fi
    done
}

inside() {
    env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        PIP_CERT=/etc/ssl/certs/ca-certificates.crt "$@"
}

show_run() {
    fresh_tree
    local picture=$work/window.png
    rm -f "$work/display"
    Xvfb -displayfd 9 -noreset -screen 0 1366x768x24 9> "$work/display" 2> "$work/xvfb.log" &
    local screen=$!
    until grep -q . "$work/display" 2> /dev/null; do sleep 0.1; done
    local display
    display=:$(cat "$work/display")
    inside DISPLAY="$display" chroot "$tree" make -C /root/project run > "$work/run.log" 2>&1 &
    local window=$!
    for _ in $(seq 600); do
        if DISPLAY="$display" xdotool search --onlyvisible --name . > /dev/null 2>&1; then break; fi
        kill -0 "$window" 2>/dev/null || { tail -n 30 "$work/run.log"; kill "$screen"; return 1; }
        sleep 1
    done
    sleep 3
    "$here/.venv/bin/python" -c "import sys; from PIL import ImageGrab
ImageGrab.grab(xdisplay=sys.argv[1]).save(sys.argv[2])" "$display" "$picture"
    DISPLAY="$display" xdotool search --onlyvisible --name . getwindowname %@
    kill "$window" "$screen"
    leave_tree
    echo "The window is in $picture"
}

run_tests() {
    fresh_tree
    inside chroot "$tree" make -C /root/project test 2>&1 | tee "$work/test.log"
    leave_tree
}

trap leave_tree EXIT
mkdir -p "$work"
make_base
case $what in
run) show_run ;;
test) run_tests ;;
all) show_run && run_tests ;;
*) echo "run, test or all" >&2 && exit 2 ;;
esac
