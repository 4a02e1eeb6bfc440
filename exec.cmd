@rem Our npm scripts begin with exec, a word of Unix shells, so that signals reach us and not a shell. Windows finds this instead.
@%*
