void bds_readline(void);
