# Completes calctui in bash 4.4 or newer: source it, or eval "$(calctui completion bash)".

_calctui_completion() {
    local word kind value prefix='' i
    local -a words=()

    # Readline splits words at = as well (COMP_WORDBREAKS): h=0.1 comes as h, = and 0.1. What stands behind =
    # and a blank is a word of its own.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i > 1)) && [[ -n $word && ($word == =* || ${words[-1]} == *=) ]] &&
            [[ -z $COMP_LINE || $COMP_LINE == *"${words[-1]}$word"* ]]; then
            words[-1]+=$word
        else
            words+=("$word")
        fi
    done

    # What stands before the last = stays on the line, and may not be in a reply.
    word=${words[-1]}
    if [[ $COMP_WORDBREAKS == *=* ]]; then
        prefix=${word%"${word##*=}"}
    fi

    COMPREPLY=()
    while IFS=',' read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                value=${value#"$prefix"}
                if [[ $value == *= ]]; then
                    compopt -o nospace
                fi
                # Readline itself closes a quotation mark that was typed.
                case ${word#"$prefix"} in
                    [\"\']*) COMPREPLY+=("$value") ;;
                    *) COMPREPLY+=("$(printf %q "$value")") ;;
                esac
                ;;
        esac
    done < <(env COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) \
        _CALCTUI_COMPLETE=bash_complete "$1" 2>/dev/null)
}

complete -o nosort -F _calctui_completion calctui
