# Completes calctui in fish: save it as ~/.config/fish/completions/calctui.fish.

function _calctui_completion
    set -l response (env COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) \
        _CALCTUI_COMPLETE=fish_complete calctui 2>/dev/null)

    # Of --format=js only js is completed, but all of it is replaced.
    set -l option (string match -r -- '^--[^=]*=' (commandline -t))

    for completion in $response
        set -l found (string split -m 1 "," $completion)
        switch $found[1]
            case dir
                __fish_complete_directories $found[2]
            case file
                __fish_complete_path $found[2]
            case plain
                echo -- "$option$found[2]"
        end
    end
end

complete --no-files --command calctui --arguments "(_calctui_completion)"
