#compdef calctui
# Completes calctui in zsh: put it into a folder of $fpath as _calctui, or eval "$(calctui completion zsh)".

_calctui_completion() {
    local kind value help option=''
    local -a response names others
    (( ! $+commands[calctui] )) && return 1

    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) \
        _CALCTUI_COMPLETE=zsh_complete calctui 2>/dev/null)}")

    # Of --format=js only js is completed, but all of it is replaced.
    [[ $words[CURRENT] == --*=* ]] && option=${words[CURRENT]%%=*}=

    for kind value help in ${response}; do
        case $kind in
            dir) _path_files -/ ;;
            file) _path_files -f ;;
            plain)
                value=$option$value
                [[ $help != _ ]] && value+=":$help"
                # The name of a setting is followed by its value, not by a blank.
                [[ ${value%%:*} == *= ]] && names+=("$value") || others+=("$value")
                ;;
        esac
    done

    (( $#names )) && _describe -V settings names -U -S ''
    (( $#others )) && _describe -V others others -U
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _calctui_completion "$@"
else
    compdef _calctui_completion calctui
fi
