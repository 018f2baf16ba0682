void bds_kernels(void);
