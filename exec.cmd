@rem npm start begins with exec, a word of Unix shells, so that signals reach us and not the shell. Windows finds this instead.
@%*
