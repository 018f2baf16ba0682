#include <cblas.h>

/* LAPACK, Fortran calling convention; lapacke.h drags in C complex types that Swift cannot import. */
void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
            const int *lwork, int *info);
